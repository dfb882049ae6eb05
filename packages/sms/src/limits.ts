/** Limits of short messages and numbers. Units are in the names; the standard behind each is beside it. */

/** TP-User-Data, 3GPP TS 23.040 §9.2.3.24: 140 octets, which hold 160 septets. */
export const userDataOctets = 140;
export const userDataSeptets = 160;

/** TP-User-Data-Header: its length is one octet and it shares the 140 octets with the text. */
export const udhOctetsMax = 140;

/** Parts of one concatenated message: the count is one octet in every concatenation element (§9.2.3.24.1). */
export const segmentsMax = 255;

/** E.164 §6.1: at most 15 digits. The floor keeps short codes from being taken for subscribers. */
export const recipientDigitsMin = 6;
export const recipientDigitsMax = 15;
/** Longer input is refused before it is looked at, whatever punctuation it holds. */
export const recipientInputMax = 64;

/** TP-Originating-Address of type alphanumeric, 3GPP TS 23.040 §9.1.2.5: ten octets, so 11 septets. */
export const alphanumericSenderSeptets = 11;
export const shortNumberDigitsMin = 3;
export const shortNumberDigitsMax = 5;
export const longNumberDigitsMax = 16;

/** Text of a receipt, SMPP 3.4 Appendix B: the first 20 characters of the message. */
export const receiptTextCharacters = 20;
/** A receipt longer than this is not one; the bound keeps parsing time bounded too. */
export const receiptCharactersMax = 2_000;
/** The longest date known, ISO 8601 with milliseconds and zone, has 29 characters. */
export const receiptDateCharactersMax = 40;
