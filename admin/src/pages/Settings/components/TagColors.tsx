import { tagColor, type TagColor } from '../../../../../server/src/contracts/contacts';
import { Choices } from '../../../shared/Choices';
import { TagName } from '../../../shared/people/TagName';
import { useT } from '../../../shared/useT';

interface Props {
  readonly value: TagColor | null;
  readonly onChange: (color: TagColor | null) => void;
}

const PLAIN = 'plain';

/** The colours that a tag may have: the design system's own, which read in light and dark. */
export const TagColors = ({ value, onChange }: Props) => {
  const t = useT();
  return (
    <Choices
      label={t('tags.color')}
      value={value ?? PLAIN}
      options={[
        [PLAIN, t('tags.color.plain')],
        ...tagColor.options.map(
          (color) => [color, <TagName name={t(`tags.color.${color}`)} color={color} />] as const
        ),
      ]}
      onChange={(picked) => onChange(picked === PLAIN ? null : picked)}
      isRow
    />
  );
};
