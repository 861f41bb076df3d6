import { Field, Flex, Toggle } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { useWhatsappUpdateAccountMutation } from '../../../api/accounts';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

type Mark = 'readMarks' | 'typingMarks';
const MARKS: readonly Mark[] = ['readMarks', 'typingMarks'];

/** What customers of this number see of the team's reading and writing; kept as soon as it is switched. */
export const MarksField = ({ account }: { readonly account: AccountView }) => {
  const t = useT();
  const refuse = useRefusal();
  const [update, { isLoading }] = useWhatsappUpdateAccountMutation();
  const keep = async (mark: Mark, on: boolean) => {
    const answer = await update({ id: account.id, body: { [mark]: on } });
    if ('error' in answer) refuse(answer.error);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4} data-testid="number-marks">
      {MARKS.map((mark) => (
        <Field.Root key={mark} name={mark} hint={t(`composer.marks.${mark}-hint`)}>
          <Field.Label>{t(`composer.marks.${mark}`)}</Field.Label>
          <Toggle
            onLabel={t('composer.marks.on')}
            offLabel={t('composer.marks.off')}
            checked={account[mark] && (mark === 'readMarks' || account.readMarks)}
            disabled={isLoading || (mark === 'typingMarks' && !account.readMarks)}
            onChange={(event) => void keep(mark, event.target.checked)}
          />
          <Field.Hint />
        </Field.Root>
      ))}
    </Flex>
  );
};
