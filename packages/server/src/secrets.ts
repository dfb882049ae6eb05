/**
 * Secrets that machines use. Generated ones (SMPP passwords, keys) are stored as a keyed hash, because binds and
 * requests can't wait for a slow one and guessing needs the master key; a supplier's password, which we must send, is
 * sealed. People's passwords are in access/passwords.ts.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

const KEY_OCTETS = 32;
const NONCE_OCTETS = 12;
const TAG_OCTETS = 16;
/** The first octet of what is sealed: which way it was sealed. */
const SEAL_VERSION = 1;

/** Without 0 and O, 1, l and I, which people mix up. */
export const readableAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** SMPP 3.4 §5.2.2: nine octets with the closing NUL. */
export const SMPP_PASSWORD_CHARS = 8;

export interface Secrets {
  /** HMAC-SHA256 under the master key, 32 octets. */
  hash(text: string): Buffer;
  /** Compares in a time that tells nothing; false for different lengths. */
  equal(a: Uint8Array, b: Uint8Array): boolean;
  /** AES-256-GCM under the master key: version, nonce, tag, ciphertext. */
  seal(text: string): Buffer;
  /** Throws when it was sealed with another key, or changed. */
  open(sealed: Uint8Array): string;
  /** Random characters, each equally likely. */
  generate(length: number, alphabet?: string): string;
}

/** Everything that needs the master key of 32 octets. Throws a RangeError on another length. */
export function createSecrets(masterKey: Uint8Array): Secrets {
  if (masterKey.length !== KEY_OCTETS) throw new RangeError(`the master key must have ${KEY_OCTETS} octets`);
  // Two keys from one, so that what is learnt about the one use says nothing about the other.
  const hashKey = derive(masterKey, "switchyard hash");
  const sealKey = derive(masterKey, "switchyard seal");
  return {
    hash: (text) => createHmac("sha256", hashKey).update(text).digest(),
    equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
    seal(text) {
      const nonce = randomBytes(NONCE_OCTETS);
      const cipher = createCipheriv("aes-256-gcm", sealKey, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([SEAL_VERSION]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bodyAt = 1 + NONCE_OCTETS + TAG_OCTETS;
      if (sealed[0] !== SEAL_VERSION || sealed.length < bodyAt) throw new Error("not a sealed secret");
      const decipher = createDecipheriv("aes-256-gcm", sealKey, sealed.subarray(1, 1 + NONCE_OCTETS));
      decipher.setAuthTag(sealed.subarray(1 + NONCE_OCTETS, bodyAt));
      return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]).toString("utf8");
    },
    generate: generateSecret,
  };
}

/** Random characters, each equally likely. */
export function generateSecret(length: number, alphabet: string = readableAlphabet): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

function derive(masterKey: Uint8Array, use: string): Buffer {
  return createHmac("sha256", masterKey).update(use).digest();
}
