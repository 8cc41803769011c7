"""The reporter, the caseworker and the desk's members as programs."""
