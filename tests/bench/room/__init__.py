"""How the auditors' pages do with the size of the logs: logs of any size, and what is measured."""
