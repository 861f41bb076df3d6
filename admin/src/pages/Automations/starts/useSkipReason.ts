import type { SkipReason } from '../../../../../server/src/contracts/automations';
import { useT } from '../../../shared/useT';

/** Why an automation started nothing for somebody, in words. */
export const useSkipReason = (): ((reason: SkipReason) => string) => {
  const t = useT();
  return (reason) => t(`automations.skip.${reason}`);
};
