import { useState } from 'react';
import { Badge, Button, Flex, IconButton, LinkButton, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp, Eye } from '@strapi/icons';
import { badgeLook } from '../../../shared/badge-look';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { Link } from 'react-router-dom';
import { useLineText } from './LogWords';
import { useAbout, type Subject } from './useAbout';
import { keyOf, rowsOf, timesIn, type Fold, type LogRow } from '../fold';
import { areas, levels, type LogLine } from '../model';

const looks = {
  info: ['·', 'neutral'],
  warn: ['!', 'warning'],
  error: ['✕', 'danger'],
} as const;

const isLevel = (level: string): level is keyof typeof looks =>
  (levels as readonly string[]).includes(level);

/** Level as mark, word and colour. */
export const LevelWord = ({ level }: { level: string }) => {
  const t = useT();
  if (!isLevel(level)) return <Badge>{level}</Badge>;
  const [mark, variant] = looks[level];
  return (
    <Badge {...badgeLook(variant)}>
      <Typography tag="span" variant="pi" aria-hidden textColor="inherit">
        {mark}
      </Typography>{' '}
      {t(`logs.level.${level}`)}
    </Badge>
  );
};

/** Word of an area; a new one that this page does not know shows its name. */
export const useAreaWord = () => {
  const t = useT();
  return (area: string) => {
    const known = areas.find((one) => one === area);
    return known ? t(`logs.area.${known}`) : area;
  };
};

export type Only = (what: Subject, id: number) => void;

/** Whom or what a line is about; pressing it leaves only its lines. */
const About = ({ line, onOnly }: { line: LogLine; onOnly: Only }) => {
  const t = useT();
  const about = useAbout()(line);
  if (about.length === 0) return null;
  return (
    <Flex gap={3} wrap="wrap">
      {about.map(({ what, id, name, label }) => (
        <Button
          key={what}
          variant="ghost"
          size="S"
          paddingLeft={0}
          paddingRight={0}
          onClick={() => onOnly(what, id)}
          title={t('logs.only', { name })}
        >
          {label}
        </Button>
      ))}
    </Flex>
  );
};

/** Signatures that are wrong again and again have one cause: the app secret. */
const isSecretTrouble = ({ event }: LogLine) =>
  event === 'wrong-signature' || event === 'no-secret';

const Text = ({ line, onOnly }: { line: LogLine; onOnly: Only }) => {
  const t = useT();
  const textOf = useLineText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
          {textOf(line)}
        </Typography>
        {line.times > 1 ? (
          <Badge aria-label={t('logs.times.label', { count: line.times })}>
            {t('logs.times', { count: line.times })}
          </Badge>
        ) : null}
        {isSecretTrouble(line) ? (
          <LinkButton tag={Link} to="/settings/whatsapp/numbers" variant="tertiary" size="S">
            {t('logs.check-secret')}
          </LinkButton>
        ) : null}
      </Flex>
      <About line={line} onOnly={onOnly} />
    </Flex>
  );
};

const When = ({ line }: { line: LogLine }) => {
  const { exact } = useMoments();
  const areaWord = useAreaWord();
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography>{exact(line.at)}</Typography>
      <Typography variant="pi" textColor="neutral600">
        {areaWord(line.area)}
      </Typography>
    </Flex>
  );
};

interface Deeds {
  readonly onOpen: (line: LogLine) => void;
  readonly onOnly: Only;
  readonly onFold: (key: string) => void;
}

/** How often equal lines came, and between when; a press shows them one by one. */
const Folded = ({
  fold,
  isOpen,
  onFold,
}: { fold: Fold; isOpen: boolean } & Pick<Deeds, 'onFold'>) => {
  const t = useT();
  const { exact } = useMoments();
  const oldest = fold.lines.at(-1) ?? fold.lines[0];
  const count = fold.lines.length;
  return (
    <Flex gap={2} wrap="wrap">
      <Badge aria-label={t('logs.times.label', { count: timesIn(fold) })}>
        {t('logs.times', { count: timesIn(fold) })}
      </Badge>
      <Typography variant="pi" textColor="neutral600">
        {t('logs.fold.since', { time: exact(oldest.at) })}
      </Typography>
      <Button
        variant="ghost"
        size="S"
        startIcon={isOpen ? <ChevronUp /> : <ChevronDown />}
        aria-expanded={isOpen}
        onClick={() => onFold(fold.key)}
        data-testid="log-fold"
      >
        {isOpen ? t('logs.fold.close') : t('logs.fold.open', { count })}
      </Button>
    </Flex>
  );
};

const Words = ({ row, onOnly, onFold }: { row: LogRow } & Pick<Deeds, 'onOnly' | 'onFold'>) => {
  if (row.kind === 'line') return <Text line={row.line} onOnly={onOnly} />;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Text line={{ ...row.line, times: 1 }} onOnly={onOnly} />
      <Folded fold={row.fold} isOpen={row.isOpen} onFold={onFold} />
    </Flex>
  );
};

/** Few and narrow, so that the sentence has room on a tablet too. */
const useColumns = ({ onOpen, onOnly, onFold }: Deeds): Column<LogRow>[] => {
  const t = useT();
  const textOf = useLineText();
  return [
    { key: 'at', label: t('logs.column.at'), render: ({ line }) => <When line={line} /> },
    {
      key: 'level',
      label: t('logs.column.level'),
      render: ({ line }) => <LevelWord level={line.level} />,
    },
    {
      key: 'text',
      label: t('logs.column.text'),
      isTitle: true,
      render: (row) => <Words row={row} onOnly={onOnly} onFold={onFold} />,
    },
    {
      key: 'details',
      label: t('logs.details'),
      hideLabel: true,
      // Of a fold: those of its newest line.
      render: ({ line }) => (
        <IconButton
          variant="ghost"
          onClick={() => onOpen(line)}
          label={t('logs.details.of', { text: textOf(line) })}
        >
          <Eye />
        </IconButton>
      ),
    },
  ];
};

/** Lines, newest first; equal ones in a row are one until it is pressed. */
export const LogTable = ({
  lines,
  onOpen,
  onOnly,
}: {
  lines: readonly LogLine[];
  onOpen: (line: LogLine) => void;
  onOnly: Only;
}) => {
  const t = useT();
  const textOf = useLineText();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const onFold = (key: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const columns = useColumns({ onOpen, onOnly, onFold });
  return (
    <ResponsiveTable
      rows={rowsOf(lines, { open, textOf })}
      columns={columns}
      rowKey={(row) => `${row.kind} ${row.kind === 'fold' ? row.fold.key : keyOf(row.line)}`}
      label={t('logs.title')}
      testId="log-line"
    />
  );
};
