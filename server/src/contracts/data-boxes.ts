import { z } from 'zod';
import { dataPurpose, type DataPurpose } from './consent';

/** A wording of a purpose that stood beside a box. */
export interface ReadPurpose {
  purpose: DataPurpose;
  version: number;
}

/** As the value of the box, on the preference page and in opt-in forms: `tracking.3`. */
export const boxOf = ({ purpose, version }: ReadPurpose): string => `${purpose}.${version}`;

const box = z.string().transform((value, ctx): ReadPurpose => {
  const [, named, version] = /^([a-z]{1,12})\.([1-9]\d{0,5})$/.exec(value) ?? [];
  const purpose = dataPurpose.safeParse(named);
  if (purpose.success) return { purpose: purpose.data, version: Number(version) };
  ctx.addIssue({ code: 'custom', message: 'Choose a purpose from the list.' });
  return z.NEVER;
});

/** Boxes of a form: one comes as a text, several as a list. */
export const purposeBoxes = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(box).max(6)
);
