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

const Uses = ({ id }: { id: number }) => {
  const t = useT();
  const query = useWhatsappUsesTemplatesQuery(id);
  if (query.isLoading) return <Typography>{t('templates.delete.looking')}</Typography>;
  const uses = (query.data?.uses ?? []).filter((use) => use.needsIt);
  if (uses.length === 0)
    return (
      <Typography>
        {t(query.isError ? 'templates.delete.unknown' : 'templates.delete.unused')}
      </Typography>
    );
  return (
    <Box>
      <Typography fontWeight="bold">
        {t('templates.delete.used', { count: uses.length })}
      </Typography>
      <Box tag="ul" paddingLeft={4}>
        {uses.map((use) => (
          <Typography key={`${use.kind}.${use.id}`} tag="li" display="list-item">
            <Link to={`/plugins/whatsapp/${use.kind}s/${use.id}`}>
              {t(`templates.use.${use.kind}`, { name: use.name })}
            </Link>
          </Typography>
        ))}
      </Box>
    </Box>
  );
};

/** Names what a deletion touches, and that the name stays blocked. */
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
  const atMeta = template.status !== 'DRAFT' && template.status !== 'MISSING';
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
      variant="danger"
      onConfirm={confirm}
    >
      <Uses id={template.id} />
      {atMeta ? <Typography>{t('templates.delete.blocked')}</Typography> : null}
    </ConfirmAction>
  );
};
