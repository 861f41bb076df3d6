import { useCallback } from 'react';
import { Box, Button, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { ArrowClockwise, PaperPlane } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import type {
  SegmentPreview,
  SegmentView,
  SegmentWarning,
} from '../../../../../server/src/contracts/segments';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { PLUGIN_ID } from '../../../pluginId';
import { BELOW_BAR } from '../../../shared/below-bar';
import { Notice } from '../../../shared/Notice';
import { Messageable } from '../../../shared/people/Messageable';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useBulkMessage } from '../../../shared/useBulkMessage';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import type { Count } from '../useCount';
import { addressOfUse } from '../model-check';
import { useUseWords } from '../useUseWords';
import { Surface } from '../../../shared/Surface';
import { useShownName } from '../../../shared/people/usePersonName';

const Part = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <Flex direction="column" alignItems="stretch" gap={1}>
    <Typography variant="sigma" textColor="neutral600" tag="h3">
      {title}
    </Typography>
    {children}
  </Flex>
);

const Counting = ({ count }: { count: Count }) => {
  const t = useT();
  return <>{t(count.isLate ? 'segments.counting.late' : 'contacts.counting')}</>;
};

const Size = ({ preview, count }: { preview: SegmentPreview; count: Count }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(5_000);
  const { people, messageable, countedAt } = preview;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} aria-busy={count.isCounting}>
      <Typography variant="beta" tag="h2" data-testid="segment-people">
        {t('segments.people', { count: people })}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {count.isCounting ? (
          <Counting count={count} />
        ) : (
          t('segments.counted', { ago: moments.fresh(countedAt, now) })
        )}
      </Typography>
      <Part title={t('contacts.group.messageable')}>
        <Messageable people={people} messageable={messageable} />
      </Part>
    </Flex>
  );
};

const Sample = ({ preview, count }: { preview: SegmentPreview; count: Count }) => {
  const t = useT();
  const shownName = useShownName();
  return (
    <Part title={t('segments.sample')}>
      <Flex gap={2} justifyContent="space-between" alignItems="flex-start">
        <Typography data-testid="segment-sample">
          {preview.sample.map(({ id, name }, at) => (
            <span key={id}>
              {at > 0 ? ' · ' : null}
              <span dir="auto">{shownName(name)}</span>
            </span>
          ))}
          {preview.sample.length === 0 ? t('segments.sample.none') : null}
        </Typography>
        <IconButton
          variant="ghost"
          label={t('segments.sample.again')}
          disabled={count.isCounting}
          onClick={() => void count.query.refetch()}
        >
          <ArrowClockwise />
        </IconButton>
      </Flex>
    </Part>
  );
};

const Warning = ({ warning }: { warning: SegmentWarning }) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const values =
    warning.kind === 'tiny'
      ? { people: warning.people }
      : warning.kind === 'same-as'
        ? { percent: formatNumber(warning.percent / 100, { style: 'percent' }), name: warning.name }
        : warning.kind === 'only-agreed'
          ? { purposes: warning.purposes.map((one) => t(`contacts.category.${one}`)).join(', ') }
          : {};
  return (
    <Notice
      variant="warning"
      title={t(`segments.warning.${warning.kind}`, values)}
      testId={`warning-${warning.kind}`}
      action={
        warning.kind === 'same-as' ? (
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/groups/segments/${warning.id}`}>
            {t('segments.warning.open', { name: warning.name })}
          </Link>
        ) : null
      }
    />
  );
};

/** Each kind is said once, but of nearly the same segments each. */
const distinct = (warnings: readonly SegmentWarning[]): SegmentWarning[] =>
  warnings.filter(
    (one, at) =>
      one.kind === 'same-as' || warnings.findIndex(({ kind }) => kind === one.kind) === at
  );

const Uses = ({ segment }: { segment: SegmentView }) => {
  const t = useT();
  const wordsOf = useUseWords();
  return (
    <Part title={t('segments.usedIn')}>
      {segment.uses.length === 0 ? (
        <Typography>{t('segments.uses.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} padding={0} margin={0}>
          {segment.uses.map((use) => (
            <Box tag="li" key={`${use.kind} ${use.id}`}>
              <Link tag={RouterLink} to={addressOfUse(use)}>
                {wordsOf(use)}
              </Link>
            </Box>
          ))}
        </Flex>
      )}
    </Part>
  );
};

interface SendProps {
  readonly segment: SegmentView | null;
  /** Why it cannot be used now, as a key of our words. */
  readonly blocked: 'unsaved' | 'gone' | null;
}

const Send = ({ segment, blocked }: SendProps) => {
  const t = useT();
  const id = segment?.id ?? 0;
  const choice = useCallback(
    (): PeopleChoice => ({
      kind: 'all',
      filter: { segments: { include: [id], exclude: [] } },
      except: [],
    }),
    [id]
  );
  const message = useBulkMessage(choice);
  const accounts = useWhatsappListAccountsQuery().data?.accounts;
  const numberOf = (wabaId: string) => accounts?.find((one) => one.wabaId === wabaId)?.id ?? null;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Button
        fullWidth
        variant="secondary"
        startIcon={<PaperPlane />}
        disabled={blocked !== null}
        loading={message.isLoading}
        onClick={() => void message.start()}
        data-testid="send-to-segment"
      >
        {t('segments.send')}
      </Button>
      {(segment?.templates ?? []).map(({ id: templateId, wabaId, name, usable }) => (
        <Button
          key={templateId}
          fullWidth
          variant="tertiary"
          disabled={blocked !== null || !usable}
          loading={message.isLoading}
          onClick={() => void message.start({ templateId, accountId: numberOf(wabaId) })}
          data-testid="send-template-to-segment"
        >
          {t(usable ? 'segments.send.template' : 'segments.send.unusable', { name })}
        </Button>
      ))}
      {blocked ? (
        <Typography variant="pi" textColor="neutral600">
          {t(`segments.send.${blocked}`)}
        </Typography>
      ) : null}
    </Flex>
  );
};

interface Props extends SendProps {
  readonly count: Count;
  /** Lines that are not written to their end stay out of the count. */
  readonly isPartial: boolean;
}

/** What is known of a segment before it is used (P-20, P-21). */
export const Summary = ({ segment, blocked, count, isPartial }: Props) => {
  const t = useT();
  const { can } = useCan();
  const { data, error, isError, refetch } = count.query;
  return (
    <Surface
      position={{ initial: 'static', large: 'sticky' }}
      top={BELOW_BAR}
      data-testid="segment-summary"
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        {data ? (
          <>
            <Size preview={data} count={count} />
            {isPartial ? (
              <Typography variant="pi" textColor="neutral600">
                {t('segments.partial')}
              </Typography>
            ) : null}
            <Sample preview={data} count={count} />
            {distinct(data.warnings).map((warning, at) => (
              <Warning key={at} warning={warning} />
            ))}
          </>
        ) : null}
        {!data && !isError ? (
          <>
            <Typography>
              <Counting count={count} />
            </Typography>
            <RowSkeletons rows={3} />
          </>
        ) : null}
        {isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {segment ? <Uses segment={segment} /> : null}
        {can.campaignPrepare ? <Send segment={segment} blocked={blocked} /> : null}
      </Flex>
    </Surface>
  );
};
