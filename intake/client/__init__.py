"""The browsers of everybody as programs: reporter, member, administrator and auditor.

They know what a browser knows: addresses, formats and their own keys. Nothing here reaches into the
program; the demo, the commands and the tests all play people with it.
"""
