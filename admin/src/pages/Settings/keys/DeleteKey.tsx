import { Box, Link, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import type { SystemKeyUse, SystemKeyView } from '../../../../../server/src/contracts/system-keys';
import { useWhatsappRemoveSystemKeysMutation } from '../../../api/system-keys';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { useMay } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

/** Flows by name; a link only for who may follow it. */
const Flows = ({ uses, title }: { uses: readonly SystemKeyUse[]; title: string }) => {
  const mayObserve = useMay('botObserve');
  if (uses.length === 0) return null;
  return (
    <Box>
      <Typography fontWeight="bold">{title}</Typography>
      <Box tag="ul" paddingLeft={4}>
        {uses.map(({ botId, name }) => (
          <Typography key={botId} tag="li" display="list-item" dir="auto">
            {mayObserve ? (
              <Link tag={RouterLink} to={`/plugins/whatsapp/bots/${botId}`}>
                {name}
              </Link>
            ) : (
              name
            )}
          </Typography>
        ))}
      </Box>
    </Box>
  );
};

/** Asks before a key is deleted, and names the flows that use it; one that people's flows need stays. */
export const DeleteKey = ({ kept, onClose }: { kept: SystemKeyView; onClose: () => void }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [remove] = useWhatsappRemoveSystemKeysMutation();
  const { id, name, uses } = kept;
  const needed = uses.filter(({ needsIt }) => needsIt);
  const others = uses.filter(({ needsIt }) => !needsIt);
  const onDelete = async () => {
    await remove(id).unwrap();
    toggleNotification({ type: 'success', message: t('keys.deleted', { name }) });
  };
  return (
    <DeleteDialog
      title={t('keys.delete.title', { name })}
      confirmLabel={t('keys.delete-of', { name })}
      confirmTestId="key-delete"
      confirmDisabled={needed.length > 0}
      onDelete={onDelete}
      onClose={onClose}
    >
      <Flows uses={needed} title={t('keys.delete.needed', { count: needed.length })} />
      <Flows uses={others} title={t('keys.delete.others', { count: others.length })} />
      <Typography>{t(needed.length > 0 ? 'keys.delete.first' : 'keys.delete.body')}</Typography>
    </DeleteDialog>
  );
};
