import { useEffect, useMemo, useRef, useState } from 'react';
import { Badge, Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import type { FlowVersion } from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappVersionBotsQuery, useWhatsappVersionsBotsQuery } from '../../../api/bots';
import { badgeLook } from '../../../shared/badge-look';
import { Drawer } from '../../../shared/Drawer';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { outlineOf } from './model/outline';
import { Line } from './Outline';
import type { FlowWords } from './useFlowWords';

const Version = ({
  one,
  isLooked,
  onLook,
}: {
  one: FlowVersion;
  /** It was open just now: the focus comes back to it. */
  isLooked: boolean;
  onLook: () => void;
}) => {
  const t = useT();
  const moments = useMoments();
  const opener = useRef<HTMLButtonElement>(null);
  const name = t('flows.version', { version: one.version });
  useEffect(() => {
    if (isLooked) opener.current?.focus();
  }, [isLooked]);
  return (
    <Box tag="li" paddingTop={3} paddingBottom={3} data-testid="flow-version">
      <Flex gap={2} wrap="wrap">
        <Typography fontWeight="bold">{name}</Typography>
        {one.isCurrent ? (
          <Badge {...badgeLook('success')}>{t('flows.version.current')}</Badge>
        ) : null}
      </Flex>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {one.by === null
          ? moments.full(one.at)
          : t('flows.version.by', { at: moments.full(one.at), name: one.by })}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {t('flows.version.size', { nodes: one.nodes, open: one.open })}
      </Typography>
      <Box paddingTop={2}>
        <Button
          ref={opener}
          size="S"
          variant="tertiary"
          aria-label={t('flows.version.look-at', { name })}
          onClick={onLook}
        >
          {t('flows.version.look')}
        </Button>
      </Box>
    </Box>
  );
};

/** One version as an outline that cannot be changed. */
const Looked = ({
  botId,
  version,
  words,
  onBack,
  onUse,
}: {
  botId: number;
  version: number;
  words: FlowWords;
  onBack: () => void;
  onUse: (graph: FlowGraph, version: number) => void;
}) => {
  const t = useT();
  const back = useRef<HTMLButtonElement>(null);
  const query = useWhatsappVersionBotsQuery({ id: botId, version });
  const graph = query.data?.graph ?? null;
  const outline = useMemo(() => graph && outlineOf(graph), [graph]);
  const name = t('flows.version', { version });
  useEffect(() => back.current?.focus(), []);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={2} wrap="wrap" justifyContent="space-between">
        <Button ref={back} size="S" variant="tertiary" startIcon={<ArrowLeft />} onClick={onBack}>
          {t('flows.versions.all')}
        </Button>
        {graph ? (
          <Button size="S" onClick={() => onUse(graph, version)} data-testid="use-version">
            {t('flows.version.use')}
          </Button>
        ) : null}
      </Flex>
      <Typography variant="delta" tag="h3">
        {name}
      </Typography>
      {query.isLoading ? <RowSkeletons /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {graph && outline
        ? [outline.line, ...outline.loose].map((line, i) => (
            <Line key={i} hands={null} view={{ words, outline, graph }} line={line} label={name} />
          ))
        : null}
    </Flex>
  );
};

interface Props {
  readonly botId: number;
  readonly words: FlowWords;
  readonly onUse: (graph: FlowGraph, version: number) => void;
  readonly onClose: () => void;
}

/** What was published, the newest first; an older one can be made the draft. */
export const VersionsDrawer = ({ botId, words, onUse, onClose }: Props) => {
  const t = useT();
  const query = useWhatsappVersionsBotsQuery(botId);
  const [opened, setOpened] = useState<number | null>(null);
  const [looked, setLooked] = useState<number | null>(null);
  const versions = query.data?.versions ?? [];
  if (opened !== null)
    return (
      <Drawer open onClose={onClose} title={t('flows.versions')}>
        <Looked
          botId={botId}
          version={opened}
          words={words}
          onUse={onUse}
          onBack={() => {
            setLooked(opened);
            setOpened(null);
          }}
        />
      </Drawer>
    );
  return (
    <Drawer open onClose={onClose} title={t('flows.versions')}>
      {query.isLoading ? <RowSkeletons /> : null}
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && versions.length === 0 ? (
        <EmptyState plain content={t('flows.versions.none')} />
      ) : null}
      <Flex tag="ul" direction="column" alignItems="stretch" padding={0} margin={0}>
        {versions.map((one) => (
          <Version
            key={one.version}
            one={one}
            isLooked={one.version === looked}
            onLook={() => setOpened(one.version)}
          />
        ))}
      </Flex>
    </Drawer>
  );
};
