import { Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { takesTemplate, type ComposerMode } from '../model/composer';
import type { NoTemplate } from './ClosedTemplate';

const NUMBERS_PAGE = '/settings/whatsapp/numbers';

/** Why nothing can be written, with the remedy; what is merely over is said plainly, what is broken as a notice. */
export const ClosedWords = ({
  mode,
  name,
}: {
  readonly mode: Exclude<ComposerMode, 'open'>;
  readonly name: string;
}) => {
  const t = useT();
  const { can } = useCan();
  const words = t(`inbox.composer.${mode}`, { name });
  if (takesTemplate(mode) || mode === 'no-permission' || mode === 'group')
    return <Typography textColor="neutral800">{words}</Typography>;
  const isNumber = mode !== 'blocked' && can.settingsConfigure;
  return (
    <Notice
      variant="danger"
      title={words}
      action={
        isNumber ? (
          <Link tag={RouterLink} to={NUMBERS_PAGE}>
            {t('inbox.composer.to-numbers')}
          </Link>
        ) : null
      }
      testId="composer-notice"
    />
  );
};

/** That no template can be sent either, and what to do instead. */
export const NoTemplateWords = ({
  why,
  name,
}: {
  readonly why: Exclude<NoTemplate, null>;
  readonly name: string;
}) => {
  const t = useT();
  const { can } = useCan();
  const words =
    why === 'opted-out'
      ? [t('inbox.composer.wants-no-template', { name })]
      : [
          t('inbox.composer.no-template'),
          ...(can.templateList ? [] : [t('inbox.composer.ask-template')]),
        ];
  return (
    <Typography textColor="neutral800" tag="p">
      {words.join(' ')}
    </Typography>
  );
};
