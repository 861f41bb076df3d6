import { useState } from 'react';
import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { HouseStyle } from '../../../../../server/src/contracts/house-style';
import type {
  LibraryLanguage,
  LibraryTemplate,
} from '../../../../../server/src/contracts/template-library';
import type { TakenOver } from '../../../../../server/src/contracts/template-take-over';
import type { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { useWhatsappTakeOverTemplatesMutation } from '../../../api/templates';
import { Drawer } from '../../../shared/Drawer';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useRefusal } from '../../../shared/useRefusal';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { AccountField } from '../components/AccountField';
import { onePerAccount } from '../model';
import { LibraryPreview } from './LibraryPreview';
import { languagesFrom, takenIn } from './library-model';
import { TakenList } from './TakenList';

type Props = {
  template: LibraryTemplate;
  taken: readonly TakenOver[];
  /** Asked only for those who may take over. */
  accounts: ReturnType<typeof useWhatsappListAccountsQuery>;
  style: HouseStyle;
  onClose: () => void;
};

/** The account and the languages of which drafts are made; at first only the reader's own. */
const useTakeOver = ({ template, taken, accounts }: Omit<Props, 'style' | 'onClose'>) => {
  const t = useT();
  const own = useRuleLocale();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const choices = onePerAccount(accounts.data?.accounts ?? []);
  const [chosen, setAccountId] = useState<number | null>(null);
  const [ticked, setTicked] = useState<readonly LibraryLanguage[]>([own]);
  const [make, { isLoading }] = useWhatsappTakeOverTemplatesMutation();
  const account = choices.find(({ id }) => id === chosen) ?? choices[0] ?? null;
  const there = account ? takenIn(taken, { key: template.key, wabaId: account.wabaId }) : [];
  const open = languagesFrom(own).filter((one) => !there.some(({ language }) => language === one));
  const languages = open.filter((one) => ticked.includes(one));
  return {
    ...{ accounts, choices, account, setAccountId, there, open, languages, isLoading },
    toggle: (language: LibraryLanguage) =>
      setTicked((old) =>
        old.includes(language) ? old.filter((one) => one !== language) : [...old, language]
      ),
    takeOver: async () => {
      if (account === null || languages.length === 0) return;
      try {
        const { id: accountId } = account;
        const { made } = await make({ accountId, key: template.key, languages }).unwrap();
        const message = t('templates.library.made', { count: made.length });
        toggleNotification({ type: 'success', message });
      } catch (error) {
        refuse(error);
      }
    },
  };
};
type TakeOver = ReturnType<typeof useTakeOver>;

const Form = ({ taking }: { taking: TakeOver }) => {
  const t = useT();
  const languageOf = useLanguageName();
  const { can } = useCan();
  const { accounts, account, there, open, languages } = taking;
  if (!can.templateManage)
    return <Typography textColor="neutral600">{t('templates.library.mayNot')}</Typography>;
  if (accounts.isLoading) return <RowSkeletons rows={1} />;
  if (!accounts.data)
    return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />;
  if (account === null)
    return <Typography textColor="neutral600">{t('templates.library.noNumber')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} data-testid="library-form">
      <AccountField accounts={taking.choices} value={account.id} onChange={taking.setAccountId} />
      {there.length > 0 ? (
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography>{t('templates.library.there')}</Typography>
          <TakenList taken={there} />
        </Flex>
      ) : null}
      {open.map((language) => (
        <Checkbox
          key={language}
          checked={languages.includes(language)}
          onCheckedChange={() => taking.toggle(language)}
        >
          {languageOf(language)}
        </Checkbox>
      ))}
    </Flex>
  );
};

/** One ready template: how it looks in each language, and the press that makes drafts of it. */
export const LibraryDrawer = ({ template, taken, accounts, style, onClose }: Props) => {
  const t = useT();
  const { can } = useCan();
  const locale = useRuleLocale();
  const taking = useTakeOver({ template, taken, accounts });
  const { languages, open } = taking;
  return (
    <Drawer
      open
      onClose={onClose}
      title={template.texts[locale].title}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('templates.close')}
          </Button>
          {can.templateManage && open.length > 0 ? (
            <Button
              disabled={languages.length === 0 || taking.account === null}
              loading={taking.isLoading}
              onClick={() => void taking.takeOver()}
              data-testid="take-over"
            >
              {t('templates.library.take', { count: languages.length })}
            </Button>
          ) : null}
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Form taking={taking} />
        <LibraryPreview template={template} style={style} />
      </Flex>
    </Drawer>
  );
};
