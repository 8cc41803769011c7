"""What an auditor takes away: a report of a copy that anybody with the copy can make anew."""
