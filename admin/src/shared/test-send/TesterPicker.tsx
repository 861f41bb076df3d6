import { Checkbox, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import type { TesterChoice } from '../../../../server/src/contracts/testers';
import { ChoiceGroup } from '../Choices';
import { useCan } from '../permissions';
import { useT } from '../useT';

/** Where testers are kept, for who may change settings; for all others, whom to ask. */
const NoTesters = () => {
  const t = useT();
  const { can } = useCan();
  if (!can.settingsConfigure) return <Typography>{t('testers.none-ask')}</Typography>;
  return (
    <>
      <Typography>{t('testers.none')}</Typography>
      <Link tag={NavLink} to="/settings/whatsapp/testers">
        {t('testers.to-settings')}
      </Link>
    </>
  );
};

interface Props {
  readonly testers: readonly TesterChoice[];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: number[]) => void;
}

/** Who gets the test: those who have confirmed, oneself first. */
export const TesterPicker = ({ testers, chosen, onChange }: Props) => {
  const t = useT();
  if (testers.length === 0) return <NoTesters />;
  const toggle = (id: number) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <ChoiceGroup label={t('testers.who')}>
      {testers.map(({ id, name, isMe }) => (
        <Checkbox key={id} checked={chosen.includes(id)} onCheckedChange={() => toggle(id)}>
          {isMe ? t('testers.name-me', { name }) : name}
        </Checkbox>
      ))}
    </ChoiceGroup>
  );
};
