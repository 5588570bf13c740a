import { Button, createTheme, Input, type MantineColorsTuple } from '@mantine/core';

/** One green for what the loop is about; everything else is grey until it has something to say. */
const loop: MantineColorsTuple = [
  '#e6f6f3',
  '#d0ebe6',
  '#a2d7cd',
  '#6fc1b3',
  '#45ae9d',
  '#29a18e',
  '#0f7d6d',
  '#0b6a5d',
  '#0b5d57',
  '#064a45',
];

const tall = (size: unknown): string | undefined => (size === 'md' ? '44px' : undefined);

export const theme = createTheme({
  // Whoever asks the device for less motion gets none: what opens is there at once.
  respectReducedMotion: true,
  primaryColor: 'loop',
  // White must be readable on either.
  primaryShade: { light: 7, dark: 6 },
  colors: { loop },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: { fontWeight: '650' },
  components: {
    // Fingers in gloves: 44 px and more. The library's own middle size has 42.
    Button: Button.extend({
      defaultProps: { size: 'md' },
      vars: (_, { size }) => ({ root: { '--button-height': tall(size) } }),
    }),
    Input: Input.extend({ vars: (_, { size }) => ({ wrapper: { '--input-height': tall(size) } }) }),
    TextInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    DateInput: { defaultProps: { size: 'md' } },
    // A list opened by a field that is only just scrolling into view would stay hidden.
    Popover: { defaultProps: { hideDetached: false } },
    // The library's own titles take the colour of the alert, and yellow on yellow cannot be read.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle' } },
  },
});
