import type { Ago } from '../../contracts/segments';
import { DAY_MS, HOUR_MS } from '../../kernel/time';

export const millisecondsOf = ({ amount, unit }: Ago): number =>
  amount * (unit === 'hours' ? HOUR_MS : DAY_MS);
