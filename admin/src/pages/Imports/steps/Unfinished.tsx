import { useState } from 'react';
import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { UnfinishedImports } from '../../../../../server/src/contracts/imports';
import {
  useWhatsappRemoveImportMutation,
  useWhatsappUnfinishedImportsQuery,
} from '../../../api/imports';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';

type Unfinished = UnfinishedImports['imports'][number];

const Row = ({ one, onDiscard }: { one: Unfinished; onDiscard: () => void }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(60_000);
  const at = moments.ago(one.addedAt, now);
  return (
    <Flex
      tag="li"
      justifyContent="space-between"
      gap={3}
      wrap="wrap"
      data-testid="unfinished-import"
    >
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography fontWeight="bold" dir="auto">
          {one.fileName}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {one.by === null
            ? t('imports.unfinished.at', { at })
            : t('imports.unfinished.by', { by: one.by, at })}
          {' · '}
          {t('imports.unfinished.until', { at: moments.day(one.keptUntil) })}
        </Typography>
      </Flex>
      <Flex gap={3}>
        <Link tag={RouterLink} to={`../imports/${one.id}`}>
          {t('imports.unfinished.continue')}
        </Link>
        <Button
          variant="tertiary"
          size="S"
          aria-label={t('imports.unfinished.discardOf', { name: one.fileName })}
          onClick={onDiscard}
        >
          {t('imports.unfinished.discard')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** Lists that were uploaded and not imported: to go on with, or to throw away. Nothing where there are none. */
export const Unfinished = () => {
  const t = useT();
  const { data } = useWhatsappUnfinishedImportsQuery();
  const [remove] = useWhatsappRemoveImportMutation();
  const [leaving, setLeaving] = useState<Unfinished | null>(null);
  if (!data || data.imports.length === 0) return null;
  return (
    <Flex
      tag="section"
      direction="column"
      alignItems="stretch"
      gap={3}
      aria-labelledby="unfinished-imports"
    >
      <Typography variant="delta" tag="h2" id="unfinished-imports">
        {t('imports.unfinished.title')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0} margin={0}>
        {data.imports.map((one) => (
          <Row key={one.id} one={one} onDiscard={() => setLeaving(one)} />
        ))}
      </Flex>
      {leaving ? (
        <DeleteDialog
          title={t('imports.unfinished.discardTitle', { name: leaving.fileName })}
          confirmLabel={t('imports.unfinished.discard')}
          onDelete={() => remove(leaving.id).unwrap()}
          onClose={() => setLeaving(null)}
        >
          {t('imports.unfinished.discardBody')}
        </DeleteDialog>
      ) : null}
    </Flex>
  );
};
