import { useState } from 'react';
import { Combobox, ComboboxOption, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { ConversationAbout } from '../../../../../../server/src/contracts/conversations';
import {
  useWhatsappAddMembersGroupsMutation,
  useWhatsappListGroupsQuery,
  useWhatsappRemoveMembersGroupsMutation,
} from '../../../../api/groups';
import { NameBadge } from '../../../../shared/NameBadge';
import { useCan } from '../../../../shared/permissions';
import { useRefusal } from '../../../../shared/useRefusal';
import { useT } from '../../../../shared/useT';
import { Nothing } from './Section';

interface Props {
  readonly contactId: number;
  readonly groups: ConversationAbout['groups'];
}

const AddTo = ({
  groups,
  disabled,
  onAdd,
}: Pick<Props, 'groups'> & { disabled: boolean; onAdd: (id: number) => void }) => {
  const t = useT();
  const all = useWhatsappListGroupsQuery().data?.groups ?? [];
  // The field empties itself after each choice: a new one begins under another key.
  const [round, setRound] = useState(0);
  const left = all.filter(({ id }) => groups.every((group) => group.id !== id));
  if (left.length === 0) return null;
  return (
    <Combobox
      key={round}
      size="S"
      aria-label={t('inbox.panel.group.add')}
      placeholder={t('inbox.panel.group.add')}
      disabled={disabled}
      onChange={(value) => {
        if (!value) return;
        onAdd(Number(value));
        setRound((n) => n + 1);
      }}
    >
      {left.map(({ id, name }) => (
        <ComboboxOption key={id} value={String(id)} textValue={name}>
          {name}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};

/** The lists that the person is in; who may change groups puts them into one and takes them out. */
export const Groups = ({ contactId, groups }: Props) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const [add, adding] = useWhatsappAddMembersGroupsMutation();
  const [remove, removing] = useWhatsappRemoveMembersGroupsMutation();
  const isBusy = adding.isLoading || removing.isLoading;
  const change = async (verb: typeof add | typeof remove, id: number) => {
    const answer = await verb({ id, body: { contactIds: [contactId] } });
    if (!('data' in answer)) refuse(answer.error);
  };
  const mayChange = can.groupChange && can.contactBrowse;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {groups.length === 0 ? <Nothing>{t('inbox.panel.no-groups')}</Nothing> : null}
      <Flex gap={2} wrap="wrap">
        {groups.map(({ id, name }) =>
          mayChange ? (
            <Tag
              key={id}
              icon={<Cross />}
              label={t('inbox.panel.group.remove', { name })}
              disabled={isBusy}
              onClick={() => void change(remove, id)}
            >
              {name}
            </Tag>
          ) : (
            <NameBadge key={id}>{name}</NameBadge>
          )
        )}
      </Flex>
      {mayChange ? (
        <AddTo groups={groups} disabled={isBusy} onAdd={(id) => void change(add, id)} />
      ) : null}
    </Flex>
  );
};
