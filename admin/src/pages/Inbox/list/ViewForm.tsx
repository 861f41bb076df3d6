import { useState } from 'react';
import { Checkbox } from '@strapi/design-system';
import { VIEW_NAME_MOST, type InboxView } from '../../../../../server/src/contracts/inbox-views';
import { NameModal } from '../../../shared/NameModal';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

interface Props {
  /** Null for a new one. */
  readonly view: InboxView | null;
  readonly onSave: (name: string, shared: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Names a view, and says whether everybody has it. */
export const ViewForm = ({ view, onSave, onClose }: Props) => {
  const t = useT();
  const { can } = useCan();
  const [shared, setShared] = useState(view?.shared ?? false);
  return (
    <NameModal
      title={t(view ? 'inbox.views.rename' : 'inbox.views.new')}
      saveLabel={t('inbox.views.save')}
      field="view-name"
      maxLength={VIEW_NAME_MOST}
      initial={view?.name ?? ''}
      hint={view ? null : t('inbox.views.new.hint')}
      onSave={(name) => onSave(name, shared)}
      onClose={onClose}
    >
      {can.inboxViewShare ? (
        <Checkbox
          checked={shared}
          onCheckedChange={(checked: boolean | 'indeterminate') => setShared(checked === true)}
        >
          {t('inbox.views.share')}
        </Checkbox>
      ) : null}
    </NameModal>
  );
};
