import { Button, Modal } from '@strapi/design-system';
import { Page, useNotification } from '@strapi/strapi/admin';
import {
  useWhatsappMergeContactsMutation,
  useWhatsappMergePreviewQuery,
} from '../../../api/people';
import { ScrollBody } from '../../../shared/ScrollBody';
import { ErrorState } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { MergePreview } from './MergePreview';
import { focusWindow } from '../../../shared/dialog-focus';
import { usePersonName } from '../../../shared/people/usePersonName';

interface Props {
  readonly ids: [number, number];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes one person of two (C-22): shows what comes out before it is done. */
export const MergeDialog = ({ ids, onClose, onDone }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const query = useWhatsappMergePreviewQuery(ids, { refetchOnMountOrArgChange: true });
  const [merge, { isLoading }] = useWhatsappMergeContactsMutation();
  const onMerge = async () => {
    try {
      const { name } = await merge(ids).unwrap();
      toggleNotification({ type: 'success', message: t('people.merge.done', { name }) });
      onDone();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('contacts.close')}>
          <Modal.Title>{t('people.merge.title')}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          {query.data ? (
            <MergePreview preview={query.data} />
          ) : query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Page.Loading />
          )}
        </ScrollBody>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button
            variant="danger"
            disabled={!query.data}
            loading={isLoading}
            onClick={() => void onMerge()}
            data-testid="confirm-merge"
          >
            {t('people.merge.do', {
              name: query.data ? personName(query.data.result) : '',
            })}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
