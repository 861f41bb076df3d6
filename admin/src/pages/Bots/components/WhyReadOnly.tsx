import { useWhatsappGetSetupQuery } from '../../../api/setup';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';

/** For who may look at bots only: which permission is missing, and whom to ask for it. */
export const WhyReadOnly = () => {
  const t = useT();
  const names = useWhatsappGetSetupQuery().data?.administrators.join(', ') ?? '';
  return (
    <Notice variant="default" title={t('bots.readOnly')} testId="bots-read-only">
      {names === '' ? t('bots.readOnly.ask') : t('bots.readOnly.askThem', { names })}
    </Notice>
  );
};
