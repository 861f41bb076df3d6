import { Button, Checkbox, Link, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { TesterChoice } from '../../../../server/src/contracts/testers';
import { ChoiceGroup } from '../Choices';
import { useCan } from '../permissions';
import { useT } from '../useT';

/** Adds one, for who may change settings; for all others, whom to ask. */
const NoTesters = ({ onAdd }: Pick<Props, 'onAdd'>) => {
  const t = useT();
  const { can } = useCan();
  if (!can.settingsConfigure) return <Typography>{t('testers.none-ask')}</Typography>;
  return (
    <>
      <Typography>{t('testers.none')}</Typography>
      <Button
        variant="secondary"
        startIcon={<Plus />}
        onClick={onAdd}
        data-testid="test-new-tester"
      >
        {t('testers.add')}
      </Button>
      {/* One who was added and did not confirm gets a new code there. */}
      <Link tag={RouterLink} to="/settings/whatsapp/testers">
        {t('testers.all')}
      </Link>
    </>
  );
};

interface Props {
  readonly testers: readonly TesterChoice[];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: number[]) => void;
  /** Asks for the first tester. */
  readonly onAdd: () => void;
}

/** Who gets the test: those who have confirmed, oneself first. */
export const TesterPicker = ({ testers, chosen, onChange, onAdd }: Props) => {
  const t = useT();
  if (testers.length === 0) return <NoTesters onAdd={onAdd} />;
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
