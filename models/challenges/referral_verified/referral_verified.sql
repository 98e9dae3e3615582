{{ referral_reward('rv', other='r', minted='referral_verified_minted', pays_verified=true) }}
