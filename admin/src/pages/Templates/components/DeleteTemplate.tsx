import { Box, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import {
  useWhatsappRemoveTemplatesMutation,
  useWhatsappUsesTemplatesQuery,
} from '../../../api/templates';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { placeOfUse } from '../model';

/** What would miss the template; null while nobody knows. */
const useNeeded = (id: number) => {
  const { data, isLoading } = useWhatsappUsesTemplatesQuery(id);
  return { needed: data?.uses.filter((use) => use.needsIt) ?? null, isLoading };
};

const Uses = ({
  needed,
  isLoading,
  isMissing,
}: ReturnType<typeof useNeeded> & { isMissing: boolean }) => {
  const t = useT();
  if (isLoading) return <Typography>{t('templates.delete.looking')}</Typography>;
  if (!needed || needed.length === 0)
    return (
      <Typography>{t(needed ? 'templates.delete.unused' : 'templates.delete.unknown')}</Typography>
    );
  return (
    <Box>
      <Typography fontWeight="bold">
        {t(isMissing ? 'templates.delete.first' : 'templates.delete.used', {
          count: needed.length,
        })}
      </Typography>
      <Box tag="ul" paddingLeft={4}>
        {needed.map((use) => (
          <Typography key={`${use.kind}.${use.id}`} tag="li" display="list-item">
            <Link to={placeOfUse(use)}>{t(`templates.use.${use.kind}`, { name: use.name })}</Link>
          </Typography>
        ))}
      </Box>
    </Box>
  );
};

/**
 * Names what a deletion touches, and that the name stays blocked. One that is gone at Meta and is still needed stays: the
 * server refuses to delete it.
 */
export const DeleteTemplate = ({
  template,
  onClose,
  onDone,
}: {
  template: TemplateView;
  onClose: () => void;
  onDone: () => void;
}) => {
  const t = useT();
  const languageOf = useLanguageName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [remove] = useWhatsappRemoveTemplatesMutation();
  const uses = useNeeded(template.id);
  const isMissing = template.status === 'MISSING';
  const atMeta = template.status !== 'DRAFT' && !isMissing;
  const confirm = async () => {
    try {
      await remove(template.id).unwrap();
      toggleNotification({ type: 'success', message: t('templates.delete.done') });
      onDone();
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      onClose={onClose}
      title={t('templates.delete.title', {
        name: template.name,
        language: languageOf(template.language),
      })}
      confirmLabel={t('templates.delete.confirm')}
      confirmTestId="delete-confirm"
      confirmDisabled={isMissing && (uses.isLoading || (uses.needed ?? []).length > 0)}
      variant="danger"
      onConfirm={confirm}
    >
      <Uses {...uses} isMissing={isMissing} />
      {atMeta ? <Typography>{t('templates.delete.blocked')}</Typography> : null}
    </ConfirmAction>
  );
};
