import type { TemplateSlot } from '../../contracts/templates';
import type { TemplateRow } from '../tables';

/** Its value is a one-time code: only a system that made the code can send it, and nobody may read it afterwards. */
export const carriesCode = (
  { category }: Pick<TemplateRow, 'category'>,
  { slots }: { slots: readonly TemplateSlot[] }
): boolean => category === 'AUTHENTICATION' || slots.some(({ kind }) => kind === 'otp');
