import { Badge, Flex, Link, Tooltip, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { TemplateUseCount, TemplateView } from '../../../../../server/src/contracts/templates';
import { badgeLook } from '../../../shared/badge-look';
import { NameBadge } from '../../../shared/NameBadge';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { categoryKey, qualityKey, rejectedKey } from '../model';
import { useReviewWords } from './useReviewWords';

/** The mark of T-27: this template has variables, and how many of them have no source yet (T-32). */
const Mark = ({ template }: { template: TemplateView }) => {
  const t = useT();
  if (template.slots.length === 0) return null;
  const missing = template.missing.length;
  const counts = { total: template.slots.length, missing };
  const words = t(missing > 0 ? 'templates.mark.missing' : 'templates.mark.variables', counts);
  // What is read out holds what is seen: people who speak to their browser say that.
  const label = t('templates.mark.label', { name: template.name, words });
  return (
    <Tooltip label={label}>
      <Link tag={RouterLink} to={`${template.id}#variables`} aria-label={label}>
        <NameBadge isWarning={missing > 0}>{words}</NameBadge>
      </Link>
    </Tooltip>
  );
};

const Name = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const isDraft = template.status === 'DRAFT';
  return (
    <Flex gap={2} wrap="wrap">
      <Link tag={RouterLink} to={isDraft ? `${template.id}/edit` : String(template.id)}>
        {template.name || t('templates.editor.untitled')}
      </Link>
      {isDraft ? null : <Mark template={template} />}
    </Flex>
  );
};

/** A sentence in a cell: it wraps, so that it does not push the columns beside it out of sight. */
const Note = styled(Typography)`
  white-space: normal;
  min-inline-size: 20rem;
  max-inline-size: 36rem;
`;

/** A category that comes or came, and how long a review can be asked for (T-19…T-21). */
const useClockNotes = (template: TemplateView, now: number): string[] => {
  const { coming, review } = template;
  const t = useT();
  const words = useReviewWords(template, now);
  const moments = useMoments();
  const key = coming ? categoryKey(coming.category) : null;
  const to = key ? t(key) : (coming?.category ?? '');
  return [
    ...(coming
      ? [
          coming.at === null
            ? t('templates.coming.shortUndated', { to })
            : t('templates.coming.short', { to, day: moments.day(coming.at) }),
        ]
      : []),
    // That a template was created needs no words in a list.
    ...(words && review.about === 'category' ? [words.why] : []),
    ...(words ? [words.until] : []),
  ];
};

/** The state, and what one wants to know of it: since when, why, and that an edit waits here (T-14, T-17). */
const State = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const now = useNow();
  const moments = useMoments();
  const clocks = useClockNotes(template, now);
  const reason = rejectedKey(template.rejectedReason);
  const notes = [
    ...(template.status === 'PENDING'
      ? [
          template.pendingSince === null
            ? t('templates.pendingShort')
            : t('templates.pendingFor', { ago: moments.ago(template.pendingSince, now) }),
        ]
      : []),
    ...(template.status === 'REJECTED' && reason
      ? [t(reason, { reason: template.rejectedReason ?? '' })]
      : []),
    ...(template.sendable.reason === 'api-only' ? [t('templates.apiOnlyShort')] : []),
    ...(template.status !== 'DRAFT' && template.draftSavedAt !== null
      ? [t('templates.draftWaits')]
      : []),
    ...clocks,
  ];
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <StatusWord of="template" state={template.status} />
      {notes.map((note) => (
        <Note key={note} variant="pi" textColor="neutral600">
          {note}
        </Note>
      ))}
    </Flex>
  );
};

const Category = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const word = (category: string): string => {
    const key = categoryKey(category);
    return key ? t(key) : category;
  };
  const from = template.statedCategory ?? template.previousCategory;
  return (
    <Typography textColor="neutral800">
      {from && from !== template.category
        ? t('templates.category.moved', { from: word(from), to: word(template.category) })
        : word(template.category)}
    </Typography>
  );
};

/** An approved template that was not sent for so long is marked. */
const UNUSED_MS = 60 * 24 * 3_600_000;

/** One that was never sent counts from its approval; where that is not known, nothing is said. */
const isUnused = (
  { status, clocks }: TemplateView,
  use: TemplateUseCount | undefined,
  now: number
): boolean => {
  const since = use?.lastAt ?? clocks.approvedAt;
  return status === 'APPROVED' && since !== null && now - since > UNUSED_MS;
};

const UnusedMark = () => {
  const t = useT();
  return <Badge {...badgeLook('neutral')}>{t('templates.use.unused')}</Badge>;
};

/** Who sends it, and when it was sent last; the details are behind it. */
const Use = ({ template, use }: { template: TemplateView; use: TemplateUseCount | undefined }) => {
  const t = useT();
  const now = useNow();
  const moments = useMoments();
  const mark = isUnused(template, use, now) ? <UnusedMark /> : null;
  if (!use)
    return template.status === 'DRAFT' ? null : (
      <Flex direction="column" alignItems="flex-start" gap={1}>
        {mark}
        <Typography textColor="neutral600">{t('templates.use.none')}</Typography>
      </Flex>
    );
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {mark}
      <Link tag={RouterLink} to={`${template.id}#use`}>
        {t(
          use.bots + use.campaigns === 0
            ? 'templates.use.single'
            : use.bots === 0
              ? 'templates.use.campaigns'
              : use.campaigns === 0
                ? 'templates.use.bots'
                : 'templates.use.both',
          {
            campaigns: use.campaigns,
            bots: use.bots,
          }
        )}
      </Link>
      {use.lastAt === null ? null : (
        <Typography variant="pi" textColor="neutral600">
          {t('templates.use.last', { ago: moments.ago(use.lastAt, now) })}
        </Typography>
      )}
    </Flex>
  );
};

/** How Meta rates it, and how many of those who got it by campaigns of late read it. */
const Quality = ({
  template,
  use,
}: {
  template: TemplateView;
  use: TemplateUseCount | undefined;
}) => {
  const t = useT();
  const { delivered = 0, read = 0 } = use?.reached ?? {};
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography textColor="neutral800">{t(qualityKey(template.quality))}</Typography>
      {delivered > 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('templates.use.rate', { share: read / delivered })}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** The list itself: one row per name and language. */
export const TemplateTable = ({
  rows,
  uses,
}: {
  rows: readonly TemplateView[];
  uses: readonly TemplateUseCount[];
}) => {
  const t = useT();
  const languageOf = useLanguageName();
  const useOf = new Map(uses.map((one) => [one.templateId, one]));
  const columns: Column<TemplateView>[] = [
    {
      key: 'name',
      label: t('templates.column.name'),
      isTitle: true,
      render: (r) => <Name template={r} />,
    },
    {
      key: 'category',
      label: t('templates.column.category'),
      render: (r) => <Category template={r} />,
    },
    {
      key: 'language',
      label: t('templates.column.language'),
      render: (r) => (
        <Typography textColor={r.status === 'MISSING' ? 'neutral500' : 'neutral800'}>
          {languageOf(r.language)}
        </Typography>
      ),
    },
    {
      key: 'status',
      label: t('templates.column.status'),
      render: (r) => <State template={r} />,
    },
    {
      key: 'quality',
      label: t('templates.column.quality'),
      render: (r) => <Quality template={r} use={useOf.get(r.id)} />,
    },
    {
      key: 'use',
      label: t('templates.column.use'),
      render: (r) => <Use template={r} use={useOf.get(r.id)} />,
    },
  ];
  return (
    <ResponsiveTable
      rows={rows}
      columns={columns}
      rowKey={(r) => r.id}
      label={t('templates.title')}
      testId="template-row"
      isTight
    />
  );
};
