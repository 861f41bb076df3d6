import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { Drawer } from '../../../shared/Drawer';
import { useT } from '../../../shared/useT';
import { Pane, Scroll } from '../layout';
import { ContactPanel } from './ContactPanel';

interface Props {
  readonly onChanged: () => void;
  readonly tagging: number;
}

/** The person beside the thread. */
export const PersonPane = ({
  conversation,
  ...panel
}: Props & { readonly conversation: ConversationView }) => {
  const t = useT();
  const title = t('inbox.panel.title');
  return (
    <Pane tag="aside" direction="column" alignItems="stretch" aria-label={title}>
      <Scroll>
        <ContactPanel conversation={conversation} {...panel} />
      </Scroll>
    </Pane>
  );
};

/** The same where it does not fit beside the thread. */
export const PersonDrawer = ({
  conversation,
  onChanged,
  tagging,
  ...drawer
}: Props & {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly conversation: ConversationView | null;
}) => {
  const t = useT();
  return (
    <Drawer {...drawer} title={t('inbox.panel.title')}>
      {conversation ? (
        <ContactPanel conversation={conversation} onChanged={onChanged} tagging={tagging} />
      ) : null}
    </Drawer>
  );
};
