import type { NumberBooks, QrCode } from './number-book';

/** What a QR code holds: the address that opens the chat on a phone. */
export const deepLinkOf = (code: string): string => `https://wa.me/message/${code}`;

export type OwnedCode = { phoneNumberId: string; qr: QrCode };

/** The codes of all numbers, in the order in which they were made within a number. */
export const allCodes = (books: NumberBooks): OwnedCode[] =>
  [...books].flatMap(([phoneNumberId, { qrCodes }]) =>
    [...qrCodes.values()].map((qr) => ({ phoneNumberId, qr }))
  );

export const findCode = (books: NumberBooks, code: string): OwnedCode | undefined => {
  for (const [phoneNumberId, { qrCodes }] of books) {
    const qr = qrCodes.get(code);
    if (qr) return { phoneNumberId, qr };
  }
  return undefined;
};
