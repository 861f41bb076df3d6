const BYTES = 20;
const OURS = new RegExp(`^whatsapp_[0-9a-f]{${BYTES * 2}}\\.bin$`);

/** A name at the upload provider that says nothing; `hex` makes that many random bytes. */
export const newObjectName = (hex: (bytes: number) => string): string => `whatsapp_${hex(BYTES)}`;

/** Whether a file in the folder of uploads is one of a conversation. */
export const isFileName = (name: string): boolean => OURS.test(name);
