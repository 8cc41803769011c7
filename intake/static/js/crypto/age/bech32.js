/** Bech32 (BIP 173) without its length limit, as age uses it for recipients. */
import { EncodingError } from "../encoding.js";

const CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/**
 * @param {string} prefix lower case
 * @param {Uint8Array} data
 * @returns {string} lower case
 */
export function encodeBech32(prefix, data) {
  const values = regroup(data, 8, 5);
  if ((data.length * 8) % 5) {
    values.push((data[data.length - 1] << (5 - ((data.length * 8) % 5))) & 31);
  }
  const check = polymod([...expand(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  for (let shift = 25; shift >= 0; shift -= 5) {
    values.push((check >> shift) & 31);
  }
  return `${prefix}1${values.map((value) => CHARSET[value]).join("")}`;
}

/**
 * @param {string} prefix lower case
 * @param {string} text lower case
 * @returns {Uint8Array}
 * @throws {EncodingError} another prefix, foreign characters, a wrong checksum or spare bits set
 */
export function parseBech32(prefix, text) {
  const values = Array.from(text.slice(prefix.length + 1), (character) =>
    CHARSET.indexOf(character),
  );
  if (values.includes(-1) || polymod([...expand(prefix), ...values]) !== 1) {
    throw new EncodingError("not Bech32");
  }
  const data = Uint8Array.from(regroup(values.slice(0, -6), 5, 8));
  // Foreign prefixes, missing checksums and spare bits all end in another text.
  if (encodeBech32(prefix, data) !== text) {
    throw new EncodingError("not canonical Bech32");
  }
  return data;
}

/** @param {Iterable<number>} values */
function polymod(values) {
  let check = 1;
  for (const value of values) {
    const top = check >> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) {
      check ^= (top >> i) & 1 ? GENERATOR[i] : 0;
    }
  }
  return check;
}

/** @param {string} prefix */
function expand(prefix) {
  const codes = Array.from(prefix, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/**
 * Cut a bit string into other pieces; bits that fill no piece are left out.
 * @param {Iterable<number>} values
 * @param {number} from bits of a value
 * @param {number} to bits of a piece
 */
function regroup(values, from, to) {
  const pieces = [];
  let buffer = 0;
  let bits = 0;
  for (const value of values) {
    buffer = ((buffer << from) | value) & 0xfff;
    for (bits += from; bits >= to; bits -= to) {
      pieces.push((buffer >> (bits - to)) & (2 ** to - 1));
    }
  }
  return pieces;
}
