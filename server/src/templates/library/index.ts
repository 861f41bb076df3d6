import type { LibraryTemplate } from '../../contracts/template-library';
import { events } from './events';
import { accounts } from './every-account';
import { orders } from './every-order';
import { health } from './health';
import { marketing } from './marketing';
import { moments } from './moments';
import { retail } from './retail';
import { services } from './services';
import { travel } from './travel';

/** All ready texts, in the order in which they are shown. */
export const library: readonly LibraryTemplate[] = [
  ...retail,
  ...health,
  ...travel,
  ...services,
  ...orders,
  ...accounts,
  ...marketing,
  ...events,
  ...moments,
];

export const fromLibrary = (key: string): LibraryTemplate | null =>
  library.find((one) => one.key === key) ?? null;
