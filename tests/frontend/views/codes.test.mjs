/** A code typed in full, or a digit, is an item; before that nothing is turned over. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { complete } from "../../../static/js/components/codes.js";

const TEN = ["W1", "W2", "W3", "W4", "G1", "G2", "O1", "O2", "O3", "O4"];

test("a code is complete with its last letter, in either case", () => {
  assert.deepEqual(["w", "w2", "O4", " g1 "].map((typed) => complete(typed, TEN)), [null, 1, 9, 4]);
});

test("a digit is the place in the list, 0 the tenth", () => {
  assert.deepEqual(["1", "9", "0"].map((typed) => complete(typed, TEN)), [0, 8, 9]);
  assert.equal(complete("0", TEN.slice(0, 9)), null);
});

test("a code that another one begins with waits for a space", () => {
  const codes = ["A1", "A10"];
  assert.deepEqual(["a1", "a1 ", "a10"].map((typed) => complete(typed, codes)), [null, 0, 1]);
});

test("what is no item stays in the field, for the server to say so", () => {
  assert.deepEqual(["x9", "", "w1 o2"].map((typed) => complete(typed, TEN)), [null, null, null]);
});
