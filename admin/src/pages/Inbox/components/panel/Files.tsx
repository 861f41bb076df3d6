import { Box, Flex, Grid, IconButton, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { ConversationAbout } from '../../../../../../server/src/contracts/conversations';
import { MessageMedia } from '../../../../shared/MessageMedia';
import { useDownloadFile } from '../../../../shared/useDownloadFile';
import { useMoments } from '../../../../shared/useMoments';
import { useT } from '../../../../shared/useT';
import { Nothing } from './Section';

type FileOf = ConversationAbout['files'][number];

const Tile = ({ file }: { file: FileOf }) => {
  const t = useT();
  const moments = useMoments();
  const { download, isBusy } = useDownloadFile();
  const { media } = file.body;
  if (!media) return null;
  const { url } = media;
  const name = media.filename ?? t(`shell.message.${media.kind}`);
  return (
    <Box
      background="neutral100"
      borderColor="neutral200"
      hasRadius
      padding={2}
      width="100%"
      minWidth="0"
      data-testid="panel-file"
    >
      <MessageMedia media={media} onDemand />
      <Flex justifyContent="space-between" gap={1}>
        <Typography variant="pi" textColor="neutral600">
          {`${t(`inbox.panel.file.${file.direction}`)} · ${moments.full(file.at)}`}
        </Typography>
        {url ? (
          <IconButton
            variant="ghost"
            size="XS"
            label={t('inbox.panel.file.download', { name })}
            disabled={isBusy}
            onClick={() => void download(url, name)}
          >
            <Download />
          </IconButton>
        ) : null}
      </Flex>
    </Box>
  );
};

/** Files that went either way, newest first, each to be looked at or saved; fetched with the reader's own right. */
export const Files = ({ files }: Pick<ConversationAbout, 'files'>) => {
  const t = useT();
  if (files.length === 0) return <Nothing>{t('inbox.panel.no-files')}</Nothing>;
  return (
    <Grid.Root gap={2} tag="ul" aria-label={t('inbox.panel.files')}>
      {files.map((file) => (
        <Grid.Item key={file.messageId} tag="li" col={6} s={12} alignItems="stretch">
          <Tile file={file} />
        </Grid.Item>
      ))}
    </Grid.Root>
  );
};
