import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { emptyDraft } from '../../../../../server/src/contracts/template-draft';
import { checkDraft, takenKey, wordsOf } from '../../../../../server/src/contracts/template-rules';
import { templateLanguages } from '../../../../../server/src/contracts/template-words';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappCreateDraftTemplatesMutation } from '../../../api/templates';
import { FormModal } from '../../../shared/FormModal';
import { useApiError } from '../../../shared/useApiError';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { CategoryField } from '../editor/Basics';
import { LanguageField } from '../editor/LanguageField';
import { NameField } from '../editor/NameField';
import { onePerAccount } from '../model';
import { AccountField } from './AccountField';

type Props = {
  accounts: readonly AccountView[];
  templates: readonly TemplateView[];
  onClose: () => void;
};

const useStart = ({ accounts, templates }: Omit<Props, 'onClose'>) => {
  const { locale } = useIntl();
  const ruleLocale = useRuleLocale();
  const own = templateLanguages.find((code) => code === locale) ?? 'en';
  const [draft, setDraft] = useState(() => emptyDraft(own));
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? null);
  const [tried, setTried] = useState(false);
  const wabaId = accounts.find((one) => one.id === accountId)?.wabaId;
  const taken = new Set(
    templates
      .filter((one) => one.wabaId === wabaId && one.status !== 'DRAFT' && one.status !== 'MISSING')
      .map((one) => takenKey(one.name, one.language))
  );
  const found = checkDraft(draft, { taken }).find((one) => one.field === 'name');
  const isShown = tried || draft.name !== '';
  return {
    draft,
    setDraft,
    accountId,
    setAccountId,
    isReady: found === undefined,
    nameError: found && isShown ? wordsOf(found, ruleLocale) : undefined,
    tryIt: () => setTried(true),
  };
};

/** What is decided before the first word: name, category, language, account. The draft is kept from here on. */
export const NewTemplate = ({ accounts, templates, onClose }: Props) => {
  const t = useT();
  const navigate = useNavigate();
  const explain = useApiError();
  const choices = onePerAccount(accounts);
  const start = useStart({ accounts: choices, templates });
  const { draft, setDraft } = start;
  const [create, { isLoading, error }] = useWhatsappCreateDraftTemplatesMutation();
  const begin = async () => {
    start.tryIt();
    if (!start.isReady || start.accountId === null) return;
    const made = await create({ accountId: start.accountId, draft });
    if ('data' in made) void navigate(`/plugins/whatsapp/templates/${made.data.id}/edit`);
  };
  return (
    <FormModal
      title={t('templates.new')}
      submitLabel={t('templates.begin')}
      submitTestId="begin-template"
      isBusy={isLoading}
      draft={[draft, start.accountId]}
      onSubmit={() => void begin()}
      onClose={onClose}
    >
      <NameField
        value={draft.name}
        error={start.nameError}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <CategoryField
        value={draft.category}
        onChange={(category) => setDraft({ ...draft, category })}
        error={undefined}
        disabled={false}
      />
      <LanguageField
        value={draft.language}
        onChange={(language) => setDraft({ ...draft, language })}
        error={undefined}
      />
      <AccountField accounts={choices} value={start.accountId} onChange={start.setAccountId} />
      {error ? (
        <Typography textColor="danger600" role="alert">
          {explain(error).message}
        </Typography>
      ) : null}
    </FormModal>
  );
};
