import { useWhatsappGetSetupQuery } from '../../../api/setup';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import type { Key } from '../../../translations/key';

/** For who may only look: which permission is missing (`word`), and whom to ask for it. */
export const WhyReadOnly = ({ word = 'bots.readOnly' }: { word?: Key }) => {
  const t = useT();
  const names = useWhatsappGetSetupQuery().data?.administrators.join(', ') ?? '';
  return (
    <Notice variant="default" title={t(word)} testId="bots-read-only">
      {names === '' ? t('bots.readOnly.ask') : t('bots.readOnly.askThem', { names })}
    </Notice>
  );
};
