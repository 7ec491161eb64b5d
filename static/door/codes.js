// Reads the code on a badge, which registration/rules/credentials.py makes. Both run tests/vectors/credentials.json.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MARK_LENGTH = 4;
const BODY_LENGTH = 30;
const CODE_LENGTH = 32;
const CHECK_MODULUS = 1021;
const PREFIX_BYTES = 8;
const LONGEST_TYPED = 4 * CODE_LENGTH;
// Python counts these control characters as white space, and a pasted code may contain them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const SEPARATORS = /[\s\u001c-\u001f\u0085\ufeff\-\u2010-\u2015\u2212._\u00b7]+/gu;
const STRETCHES = /[A-Za-z2-7]{4}(?:[ -][A-Za-z2-7]{4}){4,}|[A-Za-z2-7]{12,}/gu;
const CODE_IN_STRETCH = /[A-Za-z2-7]{24}|[A-Za-z][2-7]|[2-7][A-Za-z]/u;
const WELL_FORMED = /^[A-Z2-7]{32}$/u;

/**
 * Return the code that was read or typed, in its normal form; null if it is not one of ours.
 *
 * @param {string} typed
 */
export function parseCode(typed) {
  if (Array.from(typed).length > LONGEST_TYPED) return null;
  const plain = upper(narrow(typed).replace(SEPARATORS, "")).replaceAll("0", "O").replaceAll("8", "B");
  for (const spelling of [plain.replaceAll("1", "I"), plain.replaceAll("1", "L")]) {
    if (WELL_FORMED.test(spelling) && checkCharacters(spelling.slice(0, BODY_LENGTH)) === spelling.slice(BODY_LENGTH)) {
      return spelling;
    }
  }
  return null;
}

/**
 * Return whether a text has only characters of a code: a part of one, or one that was misread.
 *
 * @param {string} text
 */
export function isLikeCode(text) {
  return /^[A-Z0-8]+$/u.test(upper(narrow(text).replace(SEPARATORS, "")));
}

/**
 * Return whether words hold a code or a long part of one; `doors/rules/words.py` masks the same.
 *
 * @param {string} words
 */
export function holdsCode(words) {
  return (words.match(STRETCHES) ?? []).some((found) => CODE_IN_STRETCH.test(found));
}

/**
 * Return the conference's mark in a well-formed code.
 *
 * @param {string} code
 */
export function markOf(code) {
  return code.slice(0, MARK_LENGTH);
}

/**
 * Return the prefix that is sent instead of the code: 16 hexadecimal digits. The salt is hexadecimal too.
 *
 * @param {string} code
 * @param {string} saltHex
 */
export async function prefixOf(code, saltHex) {
  const salt = bytesOf(saltHex);
  const message = new Uint8Array(salt.length + code.length);
  message.set(salt);
  message.set(new TextEncoder().encode(code), salt.length);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
  return hexOf(digest.subarray(0, PREFIX_BYTES));
}

/** @param {string} body */
function checkCharacters(body) {
  let remainder = 0;
  for (const character of body) remainder = (remainder * 32 + ALPHABET.indexOf(character)) % CHECK_MODULUS;
  return ALPHABET[remainder >> 5] + ALPHABET[remainder & 31];
}

/** @param {string} text */
function narrow(text) {
  return text
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ");
}

/**
 * Upper-case ASCII letters only, so that a long s or a dotless i does not become a letter of a code.
 *
 * @param {string} text
 */
function upper(text) {
  return text.replace(/[a-z]/gu, (letter) => letter.toUpperCase());
}

/** @param {string} hex */
function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Uint8Array} bytes */
function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
