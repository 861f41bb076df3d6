import { Box, Flex, Typography } from '@strapi/design-system';
import type { OptInFormView } from '../../../../../server/src/contracts/opt-in';
import { useWhatsappOptInVersionsQuery } from '../../../api/opt-in';
import { Drawer } from '../../../shared/Drawer';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { languages } from './model';

const Content = ({ id }: { id: number }) => {
  const t = useT();
  const moments = useMoments();
  const query = useWhatsappOptInVersionsQuery(id);
  if (query.isLoading) return <RowSkeletons rows={2} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Flex tag="ol" reversed direction="column" alignItems="stretch" gap={4} padding={0}>
      {query.data.versions.map((one) => (
        <Box
          key={one.version}
          tag="li"
          background="neutral100"
          hasRadius
          padding={4}
          style={{ listStyle: 'none' }}
          data-testid="opt-in-version"
        >
          <Typography tag="h3" fontWeight="bold">
            {t('optIn.version', { version: one.version })}
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t('optIn.version.by', { by: one.by ?? '–', at: moments.full(one.at) })}
          </Typography>
          {languages.map((language) => {
            const words = one.texts[language];
            return words ? (
              <Box key={language} paddingTop={3} lang={language}>
                <Typography tag="p" dir="auto">
                  {words.agree}
                </Typography>
                <Typography tag="p" variant="pi" textColor="neutral600" dir="auto">
                  {words.notice}
                </Typography>
              </Box>
            ) : null;
          })}
        </Box>
      ))}
    </Flex>
  );
};

/** Every wording that was ever shown, the newest first: nothing is overwritten (O-04, O-05). */
export const VersionsDrawer = ({ view, onClose }: { view: OptInFormView; onClose: () => void }) => {
  const t = useT();
  return (
    <Drawer open onClose={onClose} title={t('optIn.versions', { name: view.name })}>
      <Content id={view.id} />
    </Drawer>
  );
};
