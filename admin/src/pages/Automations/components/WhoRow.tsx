import { Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationType } from '../../../../../server/src/contracts/automation-desk';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { WarningText } from '../../../shared/WarningText';
import type { OfAutomation } from '../../Segments/model-entry';
import { typeIn } from '../model';
import type { AutomationForm } from '../useAutomationForm';
import { Blank, Line, Part, Said } from './Blank';
import { ConditionLine } from './ConditionLine';

const PEOPLE = ['none-if-several', 'first', 'all'] as const;

/** How many of the entries lead to somebody, and what to do about the others. */
export const Reach = ({ type }: { type: AutomationType }) => {
  const t = useT();
  const { can } = useCan();
  const { entries, linked } = type;
  const missing = Math.max(0, entries - linked);
  const words = t('automations.reach', { entries, linked, missing });
  if (missing === 0)
    return (
      <Typography variant="pi" textColor="neutral600">
        {words}
      </Typography>
    );
  return (
    <WarningText>
      {words}{' '}
      {can.settingsConfigure ? (
        <Link tag={RouterLink} to="/settings/whatsapp/linked-types">
          {t('automations.reach.link')}
        </Link>
      ) : null}
    </WarningText>
  );
};

/** WHO: the contact of the entry, and only where conditions hold. */
export const WhoRow = ({
  form,
  types,
  automation,
}: {
  form: AutomationForm;
  types: readonly AutomationType[];
  automation: OfAutomation;
}) => {
  const t = useT();
  const { trigger, who, conditions } = form.draft;
  const type = typeIn(types, trigger);
  return (
    <Part word={t('automations.who')} testId="who-row">
      {'uid' in trigger ? (
        <>
          <Line>
            <Said>{t('automations.who.entry')}</Said>
            <Blank
              name="who"
              label={t('automations.blank.people')}
              value={who.people}
              options={PEOPLE.map((one) => [one, t(`automations.people.${one}`)] as const)}
              onChange={(people) => form.change({ who: { people } })}
            />
          </Line>
          {type && !type.isUnlinked ? <Reach type={type} /> : null}
        </>
      ) : (
        <Said>{t(`automations.who.${trigger.kind}`)}</Said>
      )}
      <ConditionLine
        word={t('automations.only-if')}
        title="automations.conditions.title"
        hint="automations.conditions.hint"
        add="bots.only-if"
        tree={conditions}
        automation={automation}
        error={form.errorOf('conditions')}
        onChange={(next) => form.change({ conditions: next })}
        testId="conditions"
      />
    </Part>
  );
};
