import ComponentTypes from '@theme-original/NavbarItem/ComponentTypes';

import { LanguageSwitch } from '../../site/language-switch.tsx';

export default { ...ComponentTypes, 'custom-language': LanguageSwitch };
