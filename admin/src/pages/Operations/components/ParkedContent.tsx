import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import type { ParkedPayload } from '../../../../../server/src/contracts/parked';
import { useWhatsappParkedContentQuery } from '../../../api/parked';
import { Drawer } from '../../../shared/Drawer';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useCopy } from '../../../shared/useCopy';
import { useT } from '../../../shared/useT';
import { prettyJson, type Parked } from '../parked-model';
import { useParkedWords } from './useParkedWords';

const CopyButton = ({ text }: { text: string }) => {
  const t = useT();
  const copy = useCopy();
  return (
    <Button
      variant="tertiary"
      size="S"
      startIcon={<Duplicate />}
      onClick={() => void copy(text)}
      data-testid="parked-copy"
    >
      {t('parked.content.copy')}
    </Button>
  );
};

const Lines = ({ label, text }: { label: string; text: string }) => (
  <Box background="neutral100" borderColor="neutral200" hasRadius padding={4}>
    <Typography
      tag="pre"
      variant="pi"
      tabIndex={0}
      aria-label={label}
      dir="auto"
      style={{ fontFamily: 'monospace', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
    >
      {text}
    </Typography>
  </Box>
);

const Payload = ({ payload }: { payload: ParkedPayload }) => {
  const t = useT();
  const text = prettyJson(payload.text);
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {payload.error ? (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography variant="delta" tag="h3">
            {t('parked.content.error')}
          </Typography>
          <Lines label={t('parked.content.error')} text={payload.error} />
        </Flex>
      ) : null}
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="delta" tag="h3">
            {t('parked.content.json')}
          </Typography>
          <CopyButton text={text} />
        </Flex>
        {payload.isCut ? (
          <Typography variant="pi" textColor="neutral600">
            {t('parked.content.cut')}
          </Typography>
        ) : null}
        <Lines label={t('parked.content.json')} text={text} />
      </Flex>
    </Flex>
  );
};

/** What one that failed says, as it came, and what the code said about it. */
export const ParkedContent = ({ parked, onClose }: { parked: Parked; onClose: () => void }) => {
  const t = useT();
  const words = useParkedWords();
  const { source, id } = parked;
  const query = useWhatsappParkedContentQuery({ source, id }, { refetchOnMountOrArgChange: true });
  return (
    <Drawer open onClose={onClose} title={t('parked.content', { what: words.kind(parked) })}>
      {query.isLoading ? <RowSkeletons rows={3} /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && !query.isError ? <Payload payload={query.data} /> : null}
    </Drawer>
  );
};
