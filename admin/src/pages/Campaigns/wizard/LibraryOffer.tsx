import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import {
  LIBRARY_LANGUAGES,
  type LibraryTemplate,
} from '../../../../../server/src/contracts/template-library';
import type { TakenOver } from '../../../../../server/src/contracts/template-take-over';
import {
  useWhatsappLibraryTemplatesQuery,
  useWhatsappTakeOverTemplatesMutation,
} from '../../../api/templates';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { takenIn } from '../../Templates/library/library-model';
import { TakenList } from '../../Templates/library/TakenList';
import { libraryKeysFor, type ReadyKind } from '../wizard-model';
import type { Wizard } from './useWizard';

const addressOf = (key: string): string => `/plugins/whatsapp/templates/library?open=${key}`;

type OfferProps = { template: LibraryTemplate; taken: readonly TakenOver[]; accountId: number };

/** One ready text: where it stands, or the press that makes drafts of it. */
const Offer = ({ template, taken, accountId }: OfferProps) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const [make, { isLoading }] = useWhatsappTakeOverTemplatesMutation();
  const { title } = template.texts[useRuleLocale()];
  const { key } = template;
  const takeOver = () =>
    make({ accountId, key, languages: [...LIBRARY_LANGUAGES] })
      .unwrap()
      .catch(refuse);
  return (
    <Flex tag="li" gap={3} wrap="wrap" data-testid={`offer-${key}`}>
      <Link tag={RouterLink} to={addressOf(key)}>
        {title}
      </Link>
      {taken.length > 0 ? <TakenList taken={taken} /> : null}
      {taken.length === 0 && can.templateManage ? (
        <Button
          size="S"
          variant="secondary"
          loading={isLoading}
          aria-label={t('campaigns.library.takeOf', { title })}
          onClick={() => void takeOver()}
        >
          {t('campaigns.library.take')}
        </Button>
      ) : null}
    </Flex>
  );
};

type Props = { kind: ReadyKind; accountId: number; wabaId: string };

const Offers = ({ kind, accountId, wabaId }: Props) => {
  const t = useT();
  const { data } = useWhatsappLibraryTemplatesQuery();
  if (!data) return null;
  const keys = libraryKeysFor(kind);
  const templates = data.templates.filter(({ key }) => keys.includes(key));
  return (
    <Notice variant="default" title={t('campaigns.library.title')} testId="library-offer">
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography>{t('campaigns.library.hint')}</Typography>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
          {templates.map((template) => (
            <Offer
              key={template.key}
              template={template}
              taken={takenIn(data.taken, { key: template.key, wabaId })}
              accountId={accountId}
            />
          ))}
        </Flex>
      </Flex>
    </Notice>
  );
};

/** The ready texts of a ready campaign (M-51): taken over here, or followed until WhatsApp has decided. */
export const LibraryOffer = ({ wizard }: { wizard: Wizard }) => {
  const { ready, form, sources } = wizard;
  const account = sources.accounts.data?.accounts.find(({ id }) => id === form.accountId);
  return ready && account ? (
    <Offers kind={ready} accountId={account.id} wabaId={account.wabaId} />
  ) : null;
};
