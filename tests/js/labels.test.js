import assert from "node:assert/strict";
import { test } from "node:test";
import { countryWord } from "../../intake/static/js/staff/labels.js";

test("a country is named in English, and by its code where the browser knows no names", () => {
  assert.equal(countryWord("de"), "Germany");
  assert.equal(countryWord("other"), "Another country");
  assert.equal(countryWord("rather_not"), "Country not said");
  assert.equal(countryWord(""), "");
  const names = Intl.DisplayNames;
  Reflect.deleteProperty(Intl, "DisplayNames");
  try {
    assert.equal(countryWord("de"), "DE");
  } finally {
    Object.assign(Intl, { DisplayNames: names });
  }
});
