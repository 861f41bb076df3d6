import { Checkbox, Typography } from '@strapi/design-system';
import { botAllowance, type BotAllowance } from '../../../../../server/src/contracts/bots';
import { useT } from '../../../shared/useT';
import { NumberField, Select } from '../flow/StepInputs';
import { MonthLine } from './MonthLine';
import { Section } from './Section';
import type { BotForm } from './useBotForm';

const USUAL: BotAllowance = { messages: 1000, then: 'stop' };
const ENDS = ['stop', 'hand-over'] as const;

/** How many messages the bot may send in a month, and what comes after them. */
export const AllowanceField = ({ form }: { form: BotForm }) => {
  const t = useT();
  const { allowance } = form.draft;
  const sent = form.sentThisMonth;
  const isNumber = botAllowance.safeParse(allowance).success;
  return (
    <Section title={t('bots.allowance')} hint={t('bots.allowance-hint')}>
      <Checkbox
        checked={allowance !== null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          form.change({ allowance: checked === true ? USUAL : null })
        }
      >
        {t('bots.allowance.on')}
      </Checkbox>
      {allowance ? (
        <>
          <NumberField
            name="allowance"
            label={t('bots.allowance.messages')}
            hint={t('bots.allowance.messages-hint')}
            value={allowance.messages === 0 ? null : allowance.messages}
            error={form.errorOf('allowance.messages')}
            onChange={(messages) =>
              form.change({ allowance: { ...allowance, messages: messages ?? 0 } })
            }
          />
          <Select
            name="allowance-then"
            label={t('bots.allowance.then')}
            value={allowance.then}
            options={ENDS.map((end) => [end, t(`bots.allowance.then.${end}`)] as const)}
            onChange={(then) => form.change({ allowance: { ...allowance, then } })}
          />
        </>
      ) : null}
      {allowance && isNumber ? <MonthLine allowance={allowance} sent={sent} /> : null}
      {!allowance && sent > 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('bots.allowance.sent', { sent })}
        </Typography>
      ) : null}
    </Section>
  );
};
