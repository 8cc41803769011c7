"""What every page is made of: bodies, headers, refusals, who may use which view."""
