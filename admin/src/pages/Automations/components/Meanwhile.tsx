import type { Key } from '../../../translations/key';
import { ChangedMeanwhile } from '../../../shared/ChangedMeanwhile';
import { useT } from '../../../shared/useT';
import { TheirsOrMine } from '../../Bots/flow/Meanwhile';
import type { Draft } from '../model';
import type { AutomationForm } from '../useAutomationForm';

const LABELS: Readonly<Record<keyof Draft, Key>> = {
  name: 'automations.name',
  trigger: 'automations.when',
  botId: 'automations.blank.flow',
  who: 'automations.who',
  conditions: 'automations.conditions.title',
  stopWhen: 'automations.stop.title',
  once: 'automations.once',
  goal: 'automations.blank.goal',
  ceiling: 'automations.ceiling',
  staleMinutes: 'automations.blank.stale',
};

/** What somebody else saved of an automation while the same was being changed here, and which of both stays. */
export const Meanwhile = ({ form }: { form: AutomationForm }) => {
  const t = useT();
  const { fields, takeTheirs, keepMine } = form.clashes;
  return (
    <ChangedMeanwhile
      labels={fields.map((field) => t(LABELS[field]))}
      action={<TheirsOrMine onTheirs={takeTheirs} onMine={keepMine} />}
    />
  );
};
