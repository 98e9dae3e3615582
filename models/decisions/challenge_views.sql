{#-
    Names only, taken from the project itself: every model that declares a challenge. Hence no ref() and no list to keep:
    a new challenge is here with its model.
-#}
{{ declarations() }}
