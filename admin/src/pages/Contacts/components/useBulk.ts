import { useNotification } from '@strapi/strapi/admin';
import type { DeedResult } from '../../../../../server/src/contracts/people';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Runs a deed to many people and says what became of it: done, or going on under Operations. */
export const useBulk = () => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  /** True when it was taken; a refusal is told, so that the dialog can stay. */
  const run = async (
    work: () => Promise<DeedResult>,
    say: (changed: number) => string
  ): Promise<boolean> => {
    try {
      const { changed, operationId } = await work();
      toggleNotification(
        operationId === null
          ? { type: 'success', message: say(changed) }
          : { type: 'info', message: t('people.bulk.goesOn') }
      );
      return true;
    } catch (error) {
      refuse(error);
      return false;
    }
  };
  return { run };
};
