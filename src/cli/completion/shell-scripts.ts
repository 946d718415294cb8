/** What asks wschaos for completions; the next argument is the line up to the cursor. */
export const completionFlag = '--get-completions';

export const shells = ['bash', 'zsh'] as const;
export type Shell = (typeof shells)[number];

/**
 * Bash breaks words at colons and equals signs and replaces only what stands behind the last of them, so that the rest is taken
 * off. It runs on bash 3.2, which macOS has. Where nothing is found, the shell completes the names of files.
 */
const bash = `# Completion of wschaos for bash: eval "$(wschaos completion bash)", in ~/.bashrc say.
_wschaos_completion() {
  local line="\${COMP_LINE:0:COMP_POINT}" IFS=$'\\n' found mark head
  local word="\${line##*[[:space:]]}"
  COMPREPLY=($("$1" ${completionFlag} "$line" 2>/dev/null))
  for mark in : =; do
    case "$COMP_WORDBREAKS" in *"$mark"*) ;; *) continue ;; esac
    case "$word" in *"$mark"*) ;; *) continue ;; esac
    head="\${word%"$mark"*}$mark"
    [[ "\${#head}" -gt "\${#found}" ]] && found="$head"
  done
  COMPREPLY=("\${COMPREPLY[@]#"$found"}")
  # More is to come behind a folder, and behind the name of a fault that takes options.
  case "\${COMPREPLY[0]}" in
    */ | *: | *=) compopt -o nospace 2>/dev/null ;;
  esac
}
complete -o default -F _wschaos_completion wschaos
`;

const zsh = `#compdef wschaos
# Completion of wschaos for zsh: eval "$(wschaos completion zsh)", in ~/.zshrc behind compinit say.
_wschaos_completion() {
  local -a found open
  found=("\${(@f)$("\${words[1]}" ${completionFlag} "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found:#}")
  open=("\${(@M)found:#*[/:=]}")
  found=("\${(@)found:#*[/:=]}")
  if (( \${#found} + \${#open} == 0 )); then
    _files
    return
  fi
  (( \${#found} )) && compadd -- "\${found[@]}"
  (( \${#open} )) && compadd -S '' -- "\${open[@]}"
  return 0
}
compdef _wschaos_completion wschaos
`;

/** The script that a shell has to read, by its name. */
export const shellScripts: Readonly<Record<Shell, string>> = { bash, zsh };
