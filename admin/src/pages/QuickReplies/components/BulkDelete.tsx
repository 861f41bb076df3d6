import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useWhatsappRemoveManyQuickRepliesMutation } from '../../../api/quick-replies';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** What is chosen, and deleting it all; nothing while nothing is chosen. */
export const BulkDelete = ({
  ids,
  onDone,
}: {
  readonly ids: readonly number[];
  readonly onDone: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [isAsking, setAsking] = useState(false);
  const [remove] = useWhatsappRemoveManyQuickRepliesMutation();
  const count = ids.length;
  const onConfirm = async () => {
    try {
      const { removed } = await remove({ ids: [...ids] }).unwrap();
      toggleNotification({
        type: 'success',
        message: t('quickReplies.bulk.done', { count: removed }),
      });
      onDone();
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  if (count === 0 && !isAsking) return null;
  return (
    <Flex gap={3} wrap="wrap" paddingBottom={3}>
      <Typography role="status">{t('quickReplies.bulk.chosen', { count })}</Typography>
      <Button
        size="S"
        variant="danger-light"
        startIcon={<Trash />}
        onClick={() => setAsking(true)}
        data-testid="bulk-delete"
      >
        {t('quickReplies.bulk.delete', { count })}
      </Button>
      <ConfirmAction
        open={isAsking}
        variant="danger"
        title={t('quickReplies.bulk.title', { count })}
        confirmLabel={t('quickReplies.bulk.delete', { count })}
        confirmTestId="confirm-bulk-delete"
        onClose={() => setAsking(false)}
        onConfirm={onConfirm}
      >
        {t('quickReplies.bulk.body')}
      </ConfirmAction>
    </Flex>
  );
};
