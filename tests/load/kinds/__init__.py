"""One kind of load each: `run(target)` prints its figures and says whether the bound held."""
