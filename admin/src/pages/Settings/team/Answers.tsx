import { Checkbox, Field, Flex, Grid, Textarea, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { BotView } from '../../../../../server/src/contracts/bots';
import type { AnswerTexts } from '../../../../../server/src/contracts/team';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { WarningText } from '../../../shared/WarningText';
import type { DeskForm } from './model';

interface Props {
  readonly accountId: number;
  readonly form: DeskForm;
  readonly onChange: (part: Partial<DeskForm>) => void;
  readonly problemAt: (field: string) => string | null;
}

const NO_WORDS: AnswerTexts = { tr: '', en: '' };

const Texts = ({
  field,
  texts,
  onChange,
  problemAt,
}: {
  readonly field: string;
  readonly texts: AnswerTexts;
  readonly onChange: (texts: AnswerTexts) => void;
  readonly problemAt: Props['problemAt'];
}) => {
  const t = useT();
  return (
    <Grid.Root gap={4}>
      {(['tr', 'en'] as const).map((language) => (
        <Grid.Item key={language} col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <Field.Root
            name={`${field}.${language}`}
            error={problemAt(`${field}.${language}`) ?? false}
          >
            <Field.Label>{t(`team.answer.language.${language}`)}</Field.Label>
            <Textarea
              value={texts[language]}
              maxLength={1024}
              onChange={(event) => onChange({ ...texts, [language]: event.target.value })}
            />
            <Field.Error />
          </Field.Root>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
};

const OneIsEnough = () => {
  const t = useT();
  return (
    <Typography variant="pi" textColor="neutral600">
      {t('team.answer.one-language')}
    </Typography>
  );
};

const isOutsideHours = ({ triggers }: BotView): boolean =>
  triggers.some((trigger) => trigger.kind === 'event' && trigger.event === 'outside-hours');

/** Which bots of the number reply in place of the message, so that nobody waits for it in vain. */
const BotsInstead = ({ accountId }: Pick<Props, 'accountId'>) => {
  const t = useT();
  const { formatList } = useIntl();
  const { can } = useCan();
  const { data } = useWhatsappListBotsQuery({}, { skip: !can.botObserve });
  const names = (data?.bots ?? [])
    .filter((bot) => bot.active && isOutsideHours(bot))
    .filter((bot) => bot.accountId === null || bot.accountId === accountId)
    .map(({ name }) => `“${name}”`);
  return names.length === 0 ? null : (
    <WarningText role="status">
      {t('team.away.bots', { count: names.length, names: formatList(names) })}
    </WarningText>
  );
};

/** What goes out by itself: outside the hours, and when a conversation begins. Off until somebody writes it. */
export const Answers = ({ accountId, form, onChange, problemAt }: Props) => {
  const t = useT();
  const { away, greeting, hours } = form;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Checkbox
        checked={away !== null}
        disabled={hours === null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          onChange({ away: checked === true ? { texts: NO_WORDS, withBots: false } : null })
        }
      >
        {t('team.away.on')}
      </Checkbox>
      <Typography variant="pi" textColor="neutral600">
        {t(hours === null ? 'team.away.needs-hours' : 'team.away.hint', { opens: '{{opens}}' })}
      </Typography>
      {away ? (
        <>
          <Texts
            field="away.texts"
            texts={away.texts}
            problemAt={problemAt}
            onChange={(texts) => onChange({ away: { ...away, texts } })}
          />
          <OneIsEnough />
          <Checkbox
            checked={away.withBots}
            onCheckedChange={(checked: boolean | 'indeterminate') =>
              onChange({ away: { ...away, withBots: checked === true } })
            }
          >
            {t('team.away.with-bots')}
          </Checkbox>
          {away.withBots ? null : <BotsInstead accountId={accountId} />}
        </>
      ) : null}
      <Checkbox
        checked={greeting !== null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          onChange({ greeting: checked === true ? NO_WORDS : null })
        }
      >
        {t('team.greeting.on')}
      </Checkbox>
      {greeting ? (
        <>
          <Texts
            field="greeting"
            texts={greeting}
            problemAt={problemAt}
            onChange={(texts) => onChange({ greeting: texts })}
          />
          <OneIsEnough />
        </>
      ) : null}
    </Flex>
  );
};
