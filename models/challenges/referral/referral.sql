{{ referral_reward('r', other='rv', minted='referral_minted', pays_verified=false) }}
