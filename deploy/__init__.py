"""Setting up a checkout: Python packages, Node packages, client bundles, the test browser.

Standard library only: this runs before anything is installed.
"""
